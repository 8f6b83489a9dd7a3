"""What comes with the program, and the sample of the day on which most tests begin: read once for all tests."""

from bot.bootstrap import shipped
from directory.people.contacts import directory_of
from directory.stored.sample import sample_content
from tests.databases import TUESDAY

REFERENCE = shipped().vocabulary.reference
READER = shipped().vocabulary.reader
CONTENT = sample_content(REFERENCE, TUESDAY)
DIRECTORY = directory_of(CONTENT)
