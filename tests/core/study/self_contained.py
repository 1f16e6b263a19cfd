#!/usr/bin/env python3
"""Checks a page: well-formed, without scripts and without anything from elsewhere.

    self_contained.py PAGE.html
"""

import re
import sys
import xml.etree.ElementTree as ElementTree

text = open(sys.argv[1], encoding="utf-8").read()
root = ElementTree.fromstring(text.replace("<!DOCTYPE html>\n", ""))
for element in root.iter():
    tag = element.tag.rsplit("}", 1)[-1]
    assert tag not in ("script", "link", "img", "iframe", "object"), tag
    for name in element.attrib:
        assert name not in ("src", "href"), (tag, name)
style = "".join(element.text or "" for element in root.iter("style"))
assert not re.search(r"url\(|@import", style), "a style from elsewhere"
