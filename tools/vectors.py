#!/usr/bin/python3
"""Check test/vectors/dst.json against what core answers; with --write, write it anew."""
import json
import sys
from pathlib import Path

from core_tests import open_addon, use_a_python_with

VECTORS = Path(__file__).resolve().parents[1] / "test" / "vectors" / "dst.json"


def main():
    use_a_python_with("vobject")
    open_addon()
    from fusion_maintenance.tests import dst_vectors

    vectors = dst_vectors.build()
    if "--write" in sys.argv[1:]:
        VECTORS.parent.mkdir(parents=True, exist_ok=True)
        VECTORS.write_text(as_text(vectors), encoding="utf-8")
        print(f"wrote {VECTORS}")
    elif not VECTORS.exists() or json.loads(VECTORS.read_text(encoding="utf-8")) != vectors:
        sys.exit(f"{VECTORS.name} differs from what core answers: run tools/vectors.py --write and look at the change")


def as_text(vectors):
    """Return JSON with a line for each day: short enough to read, and a change shows as its days."""
    zones = []
    for zone, data in vectors.items():
        lists = [
            f"    {json.dumps(name)}: [\n" + ",\n".join(f"      {json.dumps(item)}" for item in items) + "\n    ]"
            if items else f"    {json.dumps(name)}: []"
            for name, items in data.items()
        ]
        zones.append(f"  {json.dumps(zone)}: {{\n" + ",\n".join(lists) + "\n  }")
    return "{\n" + ",\n".join(zones) + "\n}\n"


if __name__ == "__main__":
    main()
