# Jena TDB2: its own loader fills a new folder; afterwards: fuseki-server --loc "$LOCATION" /kg
LOCATION=${LOCATION:-kg-tdb2}
new "$LOCATION"
shards | xargs -0 -s 1000000 tdb2.tdbloader --loc "$LOCATION" # --loader=parallel is faster where the disk is fast
counted "$(tdb2.tdbquery --loc "$LOCATION" --results csv 'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }')"
