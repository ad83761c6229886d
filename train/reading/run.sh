#!/bin/sh
# All legs of the training, then the files that ship: run.sh WHEEL WORK
set -eu
train() { python -m train.reading.train --wheel "$WHEEL" "$@"; }
WHEEL=$1
train --out "$2/one" --plan polnear=2462 --stop 1231 --rate 1.5e-4 --seed 7 --frozen-words
train --out "$2/two" --start "$2/one/reader.pt" --plan polnear=930 --rate 1.2e-4 --seed 8 --frozen-words
train --out "$2/three" --start "$2/two/reader.pt" --plan polnear=700 --rate 3e-4 --dropout 0.05 --seed 9 --frozen-words
python -m train.reading.mean "$2/two/reader.pt" "$2/three/reader.pt" "$2/mean.pt"
train --out "$2/four" --start "$2/mean.pt" --plan polnear=1150 --rate 4e-4 --seed 11
train --out "$2/five" --start "$2/four/reader.pt" --stop 600 --rate 2.5e-4 --seed 12 \
  --plan polnear=700,own=200,factuality=400,mentions=250,language=100
train --out "$2/six" --start "$2/five/reader.pt" --rate 2.5e-4 --seed 13 \
  --plan polnear=640,own=160,factuality=250,mentions=180,language=70,relays=150
train --out "$2/seven" --start "$2/six/reader.pt" --rate 1.8e-4 --seed 14 \
  --plan polnear=250,own=40,factuality=420,mentions=110,language=70,relays=40
python -m train.reading.mean "$2/six/reader.pt" "$2/seven/reader.pt" "$2/reader.pt"
python -m train.reading.export --wheel "$WHEEL" --weights "$2/reader.pt" --out src/firsthand/models/reading-1 \
  --facts train/reading/facts.json
