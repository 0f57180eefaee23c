# Virtuoso: the server that runs reads the shards itself, so their folder must stand in DirsAllowed of its ini file, under this name.
# isql takes the password as an argument, which others on this machine can see while it runs.
VIRTUOSO=${VIRTUOSO:-127.0.0.1:1111} LOADERS=${LOADERS:-1} # loaders: three for every four cores
ISQL=${ISQL:-$(command -v isql-vt || command -v isql)}
: "${KG_USER:?set KG_USER and KG_PASSWORD}" "${KG_PASSWORD:?set KG_USER and KG_PASSWORD}"
sql() { "$ISQL" "$VIRTUOSO" "$KG_USER" "$KG_PASSWORD" ERRORS=STDOUT VERBOSE=OFF BANNER=OFF PROMPT=OFF "exec=$1"; }
count() { sql "SPARQL SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), '${BASE}graph/')) };" | grep -Eo '^ *[0-9]+$' | tail -1; }
[ "$(count)" -eq 0 ] || { echo "the store holds graphs of ${BASE}graph/ already: drop them, or use kg load GRAPH --to URL" >&2; exit 2; }
sql "DELETE FROM DB.DBA.load_list WHERE ll_file LIKE '$SHARDS/%'; ld_dir('$SHARDS', '%.nq.gz', '${BASE}graph/none');"
for _ in $(seq "$LOADERS"); do sql 'rdf_loader_run();' & done
wait
sql 'checkpoint;'
refused=$(sql "SELECT ll_file, ll_error FROM DB.DBA.load_list WHERE ll_file LIKE '$SHARDS/%' AND (ll_state <> 2 OR ll_error IS NOT NULL);")
if grep -qF "$SHARDS/" <<<"$refused"; then echo "$refused" >&2; exit 1; fi
counted "$(count)"
