"""The surroundings of all systems, by name; each holds an empty block `main`."""

from tests.pages.kinds import systems_common, systems_own

TEMPLATES = systems_common.TEMPLATES | systems_own.TEMPLATES
