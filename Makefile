words: .venv/.ready  ## compile resources/text/*.po
	@for d in $$(ls resources/text/en/LC_MESSAGES/*.po | xargs -n1 basename -s .po); do .venv/bin/pybabel -q compile -D $$d -d resources/text; done
