"""``make messages``: collect the texts, bring the catalogues in step, compile them."""

from __future__ import annotations

import sys

import polib

from amends.app.locale import LANGUAGES
from amends.app.locale.collect import catalogue_file, collect, missing, update
from amends.tongue import CLICK


def main() -> int:
    """Write every catalogue; say which texts wait for a translation."""
    texts = collect()
    waiting = 0
    for language in LANGUAGES:
        catalogue = update(language, texts)
        path = catalogue_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        path.with_suffix(".mo").write_bytes(catalogue.to_binary())
        of_click = path.with_name(f"{CLICK}.po")
        of_click.with_suffix(".mo").write_bytes(polib.pofile(of_click).to_binary())
        for text in missing(catalogue):
            waiting += 1
            sys.stderr.write(f"{language}: not translated: {text}\n")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
