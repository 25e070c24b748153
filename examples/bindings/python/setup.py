# SPDX-License-Identifier: GPL-3.0-or-later
"""A wheel that carries the shared library is of this platform; one that does not is of any. All else is in pyproject.toml."""
import glob
import os

from setuptools import setup
from setuptools.dist import Distribution
from wheel.bdist_wheel import bdist_wheel

CARRIED = glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tausq", "libtausq.so.*"))


class Platform(Distribution):
    def has_ext_modules(self):
        return bool(CARRIED)


class Wheel(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])  # cffi loads it: any Python will do


setup(distclass=Platform, cmdclass={"bdist_wheel": Wheel})
