package io.coffer.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.cli.LocalService;
import io.coffer.cli.LocalService.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts in the shells themselves, where there are any. */
class CompletionVerbTest {
    @TempDir
    private Path home;

    private Path script(String shell) throws IOException {
        Outcome outcome = LocalService.run(Map.of(), home, "completion", shell);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return Files.writeString(home.resolve("completion." + shell), outcome.out());
    }

    private static String shell(String name, String... arguments) throws IOException, InterruptedException {
        Path program = Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        assumeTrue(Files.isExecutable(program) && Files.isRegularFile(program), "there is no " + name);
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coffer ba | backup",
                "coffer ser | server",
                "coffer migrate fi | finish",
                "coffer migrate can | cancel",
                "coffer dev-cluster sto | stop",
                "coffer api get-bucket-enc | get-bucket-encryption",
                "coffer ram user cr | create",
                "coffer api put-bucket-encryption --serv | --server-side-encryption-rule",
                "coffer api --output json get-object --vers | --version-id",
                "coffer api list-buckets --output y | yaml",
                "coffer import --encryption r | rule",
                "coffer key list --pro | --profile",
                "coffer completion --h | --help"
            })
    void bashCompletes(String typed, String completed) throws Exception {
        Path script = script("bash");

        assertThat(shell("bash", "-c", """
                        source %s
                        complete -p coffer >/dev/null || exit 1
                        COMP_WORDS=(%s) COMP_CWORD=%d
                        _coffer
                        printf '%%s\\n' "${COMPREPLY[@]}"
                        """.formatted(script, typed, typed.split(" ").length - 1)))
                .isEqualTo(completed + "\n");
    }

    @Test
    void bashLeavesNamesOfFilesToTheShell() throws Exception {
        assertThat(
                        shell(
                                "bash",
                                "-c",
                                "source " + script("bash")
                                        + "; COMP_WORDS=(coffer import --journal x) COMP_CWORD=3; _coffer; echo ${#COMPREPLY[@]}"))
                .isEqualTo("0\n");
    }

    @Test
    void zshCompletes() throws Exception {
        String said = shell(
                "zsh",
                "-f",
                "-c",
                "compadd() { shift; print -l -- $@ }; source " + script("zsh")
                        + "; words=(coffer api --output json get-object x) CURRENT=6; _coffer"
                        + "; words=(coffer api list-buckets --output x) CURRENT=5; _coffer");

        assertThat(said.lines())
                .contains("--version-id", "--bucket", "table", "yaml")
                .doesNotContain("--prefix");
    }

    @Test
    void fishCompletes() throws Exception {
        assertThat(shell("fish", "-c", "source " + script("fish") + "; complete -C 'coffer api get-bucket-enc'"))
                .startsWith("get-bucket-encryption");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcsh", ""})
    void thereAreNoOtherShells(String shell) {
        Outcome outcome = LocalService.run(Map.of(), home, "completion", shell);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("expected one of [bash, zsh, fish]");
    }
}
