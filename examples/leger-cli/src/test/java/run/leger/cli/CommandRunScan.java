package run.leger.cli;

import run.leger.setec.leak.TestRunScan;

/** What the tests of the command printed and left behind. */
final class CommandRunScan extends TestRunScan {}
