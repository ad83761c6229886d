#!/bin/sh
# All legs of the training, then the files that ship: run.sh WHEEL WORK
# (In the first two legs contradictions of the inference sets also taught "apart": the commit that says so undid it.)
set -eu
train() { python -m train.pairs.train --wheel "$WHEEL" --bf16 --size 2048 "$@"; }
WHEEL=$1
train --out "$2/one" --stop 1200 --rate 2e-4 --seed 11 \
  --plan own=400,inference=2600,entailed=120,headlines=240,bodies=280,competition=1400,matching=260
train --out "$2/two" --start "$2/one/pairs.pt" --rate 2e-4 --seed 12 \
  --plan own=1700,inference=950,entailed=40,headlines=160,bodies=180,competition=800,matching=150
train --out "$2/three" --start "$2/two/pairs.pt" --rate 1e-4 --seed 13 \
  --plan own=640,inference=150,headlines=60,bodies=50,competition=150,matching=50
python -m train.pairs.export --wheel "$WHEEL" --weights "$2/three/pairs.pt" --out src/firsthand/models/pairs-2 \
  --facts train/pairs/facts.json
