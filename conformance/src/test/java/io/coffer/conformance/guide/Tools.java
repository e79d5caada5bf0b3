package io.coffer.conformance.guide;

import io.coffer.conformance.NodeProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the guides use: the launcher, which here builds nothing, Hadoop's shell, and whatever else is on the path.
 *
 * @param root of the source tree
 * @param node with ali-oss, where it can be had
 */
record Tools(Path root, NodeProject node) {
    /** The verbs that ask the administration port, whose place they are told by an option. */
    private static final Set<String> ADMINISTRATION = Set.of(
            "account",
            "audit",
            "backup",
            "explain",
            "key",
            "posture",
            "preview",
            "ram",
            "rewrap",
            "scrub",
            "simulate",
            "sts",
            "whoami");

    private static final Pattern CURL = Pattern.compile("(?m)\\bcurl\\b");

    /** Why a step cannot be done on this machine. */
    Optional<String> reasonToSkip(Step.Run step) {
        return switch (step) {
            case Step.Node program -> node.reasonToSkip();
            case Step.Java java -> java.framework().isPresent() ? Framework.reasonToSkip() : Optional.empty();
            case Step.Shell shell ->
                CURL.matcher(shell.text()).find() && !isOnPath("curl")
                        ? Optional.of("curl is not installed")
                        : Optional.empty();
        };
    }

    void putInto(Path directory) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("bin/java"), java);
        script(directory.resolve("bin/hadoop"), """
                shift
                exec '%s' -cp '%s:%s' org.apache.hadoop.fs.FsShell "$@"
                """.formatted(java, directory, JavaProgram.libraries()));
        script(directory.resolve("coffer"), """
                COFFER_LAUNCHER_SOURCED=yes
                . '%s/coffer'
                COFFER_LAUNCHER_SOURCED=
                home_of() { printf '%%s\\n' '%s'; }
                needs_build() { return 1; }
                case ${1:-} in
                    %s) set -- "$@" --admin-endpoint "http://$(cat '%s/.administration')" ;;
                esac
                main "$@"
                """.formatted(
                        root, root, ADMINISTRATION.stream().sorted().collect(Collectors.joining(" | ")), directory));
        if (node.reasonToSkip().isEmpty()) {
            Files.createSymbolicLink(
                    directory.resolve("node_modules"), node.directory().resolve("node_modules"));
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static boolean isOnPath(String tool) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
