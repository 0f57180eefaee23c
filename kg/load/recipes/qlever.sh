# QLever, by its documents and not tried: an index is built of all statements, in a new folder.
LOCATION=${LOCATION:-kg-qlever} PORT=${PORT:-7001}
new "$LOCATION"
mkdir -p "$LOCATION" && cd "$LOCATION"
cat >Qleverfile <<END
[data]
NAME = kg
FORMAT = nq
[index]
INPUT_FILES = $SHARDS/*.nq.gz
CAT_INPUT_FILES = zcat $SHARDS/*.nq.gz
[server]
PORT = $PORT
[runtime]
SYSTEM = native
END
qlever index
qlever start
echo "$QUADS statements are expected" >&2
