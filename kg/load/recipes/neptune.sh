# Amazon Neptune, by its documents and not tried: it loads all that lies under an address in S3, in the cluster's region.
: "${ENDPOINT:?the address of the cluster, such as https://HOST:8182}" "${BUCKET:?where to put the shards, such as s3://BUCKET/kg}" "${ROLE:?the ARN of the role that may read them}" "${REGION:?the region of both}"
aws s3 sync "$SHARDS" "$BUCKET" --exclude '*' --include '*.nq.gz' --delete
awscurl --service neptune-db --region "$REGION" -X POST -H 'Content-Type: application/json' "$ENDPOINT/loader" -d "$(
    printf '{"source": "%s/", "format": "nquads", "iamRoleArn": "%s", "region": "%s", "failOnError": "TRUE", "parallelism": "OVERSUBSCRIBE"}' "$BUCKET" "$ROLE" "$REGION"
)"
echo "ask $ENDPOINT/loader/LOADID how it goes; $QUADS statements are expected" >&2
