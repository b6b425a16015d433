# make          list the targets
# make course   COURSE_PROFILE=nano|small|base|large|xl chooses the size, ONLY=03 or ONLY=03,04 some notebooks

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.requirements
# The scripts of the environment on Windows lie in another folder.
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(BIN)/python

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help course test lab outputs exercises clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

course: $(STAMP)  ## run all notebooks in order; ONLY=03 runs some, COURSE_PROFILE=nano chooses the size
	@$(RUN) -m helpers.course $(if $(ONLY),--only '$(ONLY)')

test: $(STAMP)  ## run the unit tests, then every notebook, with the nano profile
	@$(RUN) -m pytest

lab: $(STAMP)  ## open the course in JupyterLab
	@$(RUN) -m jupyterlab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

outputs: $(STAMP)  ## put the outputs of the last nano run into notebooks/
	@COURSE_PROFILE=nano $(RUN) -m helpers.course --publish $(if $(ONLY),--only '$(ONLY)')

exercises: $(STAMP)  ## write the exercise cells of the lessons from notebooks/solutions
	@$(RUN) -m helpers.exercises

clean:  ## delete runs/ with all trained models, and caches; .venv stays
	rm -rf runs .pytest_cache .hypothesis
	find . -path ./$(VENV) -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d -exec rm -rf {} +

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo 'The course needs Python 3.11, 3.12 or 3.13; name one with make PYTHON=python3.12.' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The environment's python is a link to another file, so its date says nothing: only requirements.txt counts.
$(STAMP): requirements.txt | $(RUN)
	$(RUN) -m pip install --disable-pip-version-check -r requirements.txt
	@touch $@
