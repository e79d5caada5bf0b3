package io.coffer.conformance.guide;

import java.util.List;
import java.util.Optional;

/** What a page has its reader do, or see, at one line. */
sealed interface Step {
    int line();

    /** Something that the reader types or compiles. */
    sealed interface Run extends Step {
        String text();
    }

    /** Commands, in the one terminal that a page has. */
    record Shell(int line, String text, int exit) implements Run {}

    /** A program in one class, compiled with the SDKs on the class path, or with a framework in their place. */
    record Java(int line, String text, Optional<String> framework) implements Run {}

    /** A module, run where ali-oss is installed. */
    record Node(int line, String text) implements Run {}

    /** The command that starts a server, in a terminal of its own. */
    record Server(int line, String command) implements Step {}

    /** The reader ends that server. */
    record Stop(int line) implements Step {}

    /** A file that the reader has or writes. */
    record Content(int line, String name, String text) implements Step {}

    /** What is seen after the last thing that was run. */
    record Output(int line, String text) implements Step {}

    /** Something that nothing here can run; the tests of the same requests are named by their files. */
    record NotRun(int line, String reason, List<String> coveredBy) implements Step {}
}
