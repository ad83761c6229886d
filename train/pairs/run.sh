#!/bin/sh
# Both legs of the training, then the files that ship: run.sh WHEEL WORK
set -eu
train() { python -m train.pairs.train --wheel "$WHEEL" --bf16 "$@"; }
WHEEL=$1
train --out "$2/one" --stop 1000 --rate 2e-4 --size 1536 --seed 7 \
  --plan own=900,inference=1900,entailed=100,headlines=260,bodies=260,competition=1100,matching=280
train --out "$2/two" --start "$2/one/pairs.pt" --rate 1.8e-4 --size 1024 --seed 8 \
  --plan own=700,inference=800,entailed=40,headlines=110,bodies=110,competition=380,matching=60
python -m train.pairs.export --wheel "$WHEEL" --weights "$2/two/pairs.pt" --out src/firsthand/models/pairs-1 \
  --facts train/pairs/facts.json
