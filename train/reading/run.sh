#!/bin/sh
# All legs of the training, then the files that ship: run.sh WHEEL WORK
set -eu
train() { python -m train.reading.train --wheel "$WHEEL" --frozen-words "$@"; }
WHEEL=$1
train --out "$2/one" --plan polnear=2462 --stop 1231 --rate 1.5e-4 --seed 7
train --out "$2/two" --start "$2/one/reader.pt" --plan polnear=930 --rate 1.2e-4 --seed 8
train --out "$2/three" --start "$2/two/reader.pt" --plan polnear=700 --rate 3e-4 --dropout 0.05 --seed 9
python -m train.reading.mean "$2/two/reader.pt" "$2/three/reader.pt" "$2/mean.pt"
train --out "$2/four" --start "$2/mean.pt" --bf16 --size 1024 --rate 2.5e-4 --dropout 0.05 --seed 11 \
  --plan polnear=4200,own=420,factuality=1600,mentions=750,language=600,relays=280
python -m train.reading.export --wheel "$WHEEL" --weights "$2/four/reader.pt" --out src/firsthand/models/reading-2 \
  --facts train/reading/facts.json
