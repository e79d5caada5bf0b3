package io.coffer.cli;

/** One command. */
public interface Executable {
    /**
     * Does its work.
     *
     * @return the code to exit with
     * @throws UsageException when the command is wrong, before anything is sent
     */
    int execute(Surroundings surroundings);
}
