# Oxigraph: its own loader fills a new folder; afterwards: oxigraph serve --location "$LOCATION"
LOCATION=${LOCATION:-kg-oxigraph}
new "$LOCATION"
shards | xargs -0 -n 512 oxigraph load --location "$LOCATION" --file # those of one call are loaded in parallel, all or none
counted "$(oxigraph query --location "$LOCATION" --results-format csv --query 'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }')"
