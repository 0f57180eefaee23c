# GraphDB 10 or later, by its documents and not tried: importrdf fills a repository while the server is stopped.
# Make the repository with the ruleset empty and the context index on.
REPOSITORY=${REPOSITORY:-kg}
importrdf preload --force --id "$REPOSITORY" "$SHARDS"/*.nq.gz # --force: what the repository held is lost
echo "now start GraphDB, and count: $QUADS statements are expected" >&2
