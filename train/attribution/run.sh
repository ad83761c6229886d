#!/bin/sh
# All legs of the training, then the files that ship: run.sh WHEEL WORK
set -eu
python -m train.attribution.train --wheel "$1" --out "$2/one" --epochs 4 --stop 1231 --pointer 0.5
python -m train.attribution.train --wheel "$1" --out "$2/two" --start "$2/one/reader.pt" --epochs 2 --steps 930 --rate 1.2e-4 --seed 8
python -m train.attribution.train --wheel "$1" --out "$2/three" --start "$2/two/reader.pt" --epochs 2 --steps 700 --rate 3e-4 \
  --pointer 0.5 --dropout 0.05 --seed 9
python -m train.attribution.mean "$2/two/reader.pt" "$2/three/reader.pt" "$2/reader.pt"
python -m train.attribution.export --wheel "$1" --weights "$2/reader.pt" --out src/firsthand/models/attribution-1 \
  --facts train/attribution/facts.json
