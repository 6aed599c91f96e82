package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code leger} and the JDK that it ends in, where streams are closed. Needs the packaged jars, so it runs after the package phase. */
class ScriptImageTest {
    @TempDir
    static Path folder;

    private static Path home;

    /** What a run came to. */
    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void copy() throws IOException {
        Path target = folder.resolve("examples/leger-cli/target");
        Files.createDirectories(target.resolve("app"));
        Files.copy(Path.of("target/leger-cli.jar"), target.resolve("leger-cli.jar"));
        try (Stream<Path> libraries = Files.list(Path.of("target/app"))) {
            for (Path library : libraries.toList()) {
                Files.copy(library, target.resolve("app").resolve(library.getFileName()));
            }
        }
        Files.copy(Path.of("../../leger"), folder.resolve("leger"));
        executable(folder.resolve("leger"));
        // This JDK, but without the archive for a fast start, which takes longer than all the rest.
        home = folder.resolve("jdk");
        Files.createDirectories(home.resolve("bin"));
        Path java = Files.writeString(
                home.resolve("bin/java"),
                "#!/bin/sh\ncase \"$*\" in *cli.Training* | *-Xshare:dump*) exit 1 ;; esac\nexec '"
                        + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        executable(java);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Result run(String arguments) throws Exception {
        return run("./leger", arguments);
    }

    private static Result run(String script, String arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec \"$0\" secrets --demo " + arguments, script)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", home.toString());
        List.of("LC_ALL", "LC_CTYPE", "LANG").forEach(builder.environment()::remove);
        int code = builder.start().waitFor();
        return new Result(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void a_link_leads_to_the_checkout() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("bin")).resolve("leger"), folder.resolve("leger"));
        Result result = run(link.toString(), "get demo/greeting");
        assertThat(result.out()).as(result.err()).isEqualTo("hello from the demo");
    }

    @Test
    void without_a_locale_arguments_are_utf_8_and_a_program_that_is_run_has_none() throws Exception {
        assertThat(run("get demo/$'\\xc3\\xbc'").err()).contains("demo/\u00fc");
        assertThat(run("run --env A=demo/greeting -- env").out())
                .contains("A=hello from the demo")
                .doesNotContain("LC_ALL=", "LEGER_");
    }

    @Test
    void standard_input_that_is_closed_holds_nothing() throws Exception {
        Result result = run("put x <&-");
        assertThat(result.err()).contains("the value is empty");
        assertThat(result.code()).isEqualTo(64);
    }

    @Test
    void a_result_for_a_closed_output_is_lost_and_that_is_told() throws Exception {
        for (String closed : List.of(">&-", "<&- >&-")) {
            Result result = run("get demo/greeting " + closed);
            assertThat(result.code()).as(result.toString()).isEqualTo(2);
            assertThat(result.err()).contains("cannot write to standard output");
        }
        assertThat(run("get demo/greeting <&- >&- 2>&-").code()).isEqualTo(2);
    }

    @Test
    void notes_for_a_closed_stream_are_left_out() throws Exception {
        for (String closed : List.of("2>&-", "<&- 2>&-")) {
            assertThat(run("get demo/greeting " + closed)).isEqualTo(new Result(0, "hello from the demo", ""));
        }
    }
}
