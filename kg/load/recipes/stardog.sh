# Stardog, by its documents and not tried: files are loaded fastest when their database is made. The server must see them.
DATABASE=${DATABASE:-kg}
stardog-admin db create -n "$DATABASE" -- "$SHARDS"/*.nq.gz
counted "$(stardog query execute -f CSV "$DATABASE" 'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }')"
