# make          list the targets
# make course   COURSE_PROFILE=nano|small|base|large|xl chooses the size, ONLY=03 or ONLY=03,04 some notebooks,
#               COURSE_LANGUAGE=zh the Chinese edition

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.requirements
PUBLISHING := $(VENV)/.publishing
FAULTS := $(VENV)/.faults
# The scripts of the environment on Windows lie in another folder.
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(BIN)/python
# Not empty for zh, ZH, zh-CN, zh_CN.UTF-8: what the course takes for Chinese.
CHINESE = $(filter zh zh-% zh_% zh.% zh@%,$(subst Z,z,$(subst H,h,$(COURSE_LANGUAGE))))
# Stops with a sentence where PYTHON is one that the course was not tried with.
TRIED = $(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
  { echo 'The course needs Python 3.11, 3.12 or 3.13; name one with make PYTHON=python3.12.' >&2; exit 1; }

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help course test lab demo site slides handout solutions outputs translations exercises badges faults audit oldest newest clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

course: $(STAMP)  ## run all notebooks in order; ONLY=03 runs some, COURSE_PROFILE=nano chooses the size
	@$(RUN) -m notebooks.running.course $(if $(ONLY),--only '$(ONLY)')

test: $(PUBLISHING)  ## run the unit tests, then every notebook, with the nano profile
	@$(RUN) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

lab: $(STAMP)  ## open the course in JupyterLab
	@$(RUN) -m jupyterlab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/$(if $(CHINESE),zh/)00_start_here.ipynb

demo: $(PUBLISHING)  ## paste a chat and compare the models, in a page on this machine
	@$(RUN) -m notebooks.publishing.demo

site: $(PUBLISHING)  ## build the site of the lessons with their outputs; it begins at build/site/index.html
	@$(RUN) -m notebooks.publishing.build_site

slides: $(PUBLISHING)  ## build slides with notes for the speaker, into build/slides
	@$(RUN) -m notebooks.publishing.build_slides

handout: $(PUBLISHING)  ## build a page for each lesson to print, without solutions, into build/handout
	@$(RUN) -m notebooks.publishing.build_handout

solutions: $(PUBLISHING)  ## the same with solutions, common slips and what the checks say, into build/solutions
	@$(RUN) -m notebooks.publishing.build_handout --solutions

outputs: $(STAMP)  ## put the outputs of the last nano run into notebooks/
	@COURSE_PROFILE=nano $(RUN) -m notebooks.publishing.outputs $(if $(ONLY),--only '$(ONLY)')

translations: $(PUBLISHING)  ## build the Chinese edition from notebooks/translations, and name what waits for a translation
	@$(RUN) -m notebooks.publishing.languages

exercises: $(STAMP)  ## write the exercise cells of the lessons from notebooks/solutions
	@$(RUN) -m notebooks.publishing.exercises

badges: $(STAMP)  ## put the repository's address into the notebooks and their README, from notebooks/publishing/repository.py
	@$(RUN) -m notebooks.publishing.repository

faults: $(FAULTS)  ## do harm on purpose, an hour of it, and write what was lost into tests/README.md; ONLY=kills does a part
	@$(RUN) -m tests.faults $(if $(ONLY),--only '$(ONLY)')

# Without --strict, a package that could not be looked up counts as one without weaknesses. A local version, as of torch
# for the CPU, is in no data base, so its ending is cut off.
audit: $(FAULTS)  ## look the installed packages up in a data base of known weaknesses; needs a network
	@$(RUN) -m pip list --disable-pip-version-check --format freeze | sed 's/+[a-z0-9.]*$$//' | \
	  $(RUN) -m pip_audit --strict --disable-pip --no-deps --progress-spinner off --requirement /dev/stdin

# Both ends of requirements.txt, each in an environment of its own: the lowest allowed version of everything, and the
# newest. PYTHON=python3.13 tries another Python. No test in the list trains.
STEADY := tests/notebooks/test_calls.py tests/notebooks/test_notebooks_static.py tests/helpers/test_metrics.py \
  tests/helpers/test_intervals.py tests/helpers/test_planning.py tests/helpers/test_house.py \
  tests/helpers/running/test_budget.py tests/helpers/running/test_automatic.py tests/helpers/running/test_gpus.py \
  tests/helpers/own_data/test_own_data.py

oldest: RESOLUTION := lowest-direct
oldest:  ## install the lowest allowed version of everything, apart from .venv, and run the tests that train nothing
newest: RESOLUTION := highest
newest:  ## the same with the newest allowed version of everything
oldest newest:
	@$(TRIED)
	$(PYTHON) -m venv --clear build/$@
	build/$@/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/$@/bin/python -m uv pip install --python build/$@/bin/python --resolution $(RESOLUTION) -r requirements.txt
	OMP_NUM_THREADS=1 build/$@/bin/python -m pytest -q -n0 $(STEADY)

clean:  ## delete runs/ with all trained models, build/, and caches; .venv stays
	rm -rf runs build .pytest_cache .hypothesis
	find . -path ./$(VENV) -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d -exec rm -rf {} +

$(RUN):
	@$(TRIED)
	$(PYTHON) -m venv $(VENV)

# The environment's python is a link to another file, so its date says nothing: only the two lists count. The course
# itself is installed in place, by the setuptools that requirements.txt has just brought, so without a second download.
$(STAMP): requirements.txt pyproject.toml | $(RUN)
	$(RUN) -m pip install --disable-pip-version-check -r requirements.txt
	$(RUN) -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $@

# What only publishing and its tests need.
$(PUBLISHING): notebooks/publishing/requirements.txt $(STAMP)
	$(RUN) -m pip install --disable-pip-version-check -r requirements.txt -r notebooks/publishing/requirements.txt
	@touch $@

# What only make faults and make audit need.
$(FAULTS): tests/faults/requirements.txt $(PUBLISHING)
	$(RUN) -m pip install --disable-pip-version-check -r requirements.txt -r tests/faults/requirements.txt
	@touch $@
