package run.leger.setec.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Binding on the module path: who must open what, and what is said where they did not. */
class BindModuleTest {
    private static final String PROGRAM = """
            package app;
            import run.leger.setec.bind.*;
            public class Main {
                record Plain(@FromSecret("missing") String a) {}
                public static void main(String[] args) {
                    try {
                        SecretBinder.bind(Plain.class, name -> {
                            throw new run.leger.setec.SecretUnavailableException("nobody has it", null, null);
                        });
                    } catch (IllegalArgumentException | SecretBindingException e) {
                        System.out.println(e.getMessage());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private static String modulePath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*(leger-(core|setec-client).(target.classes|target.leger-[^/]*jar)"
                        + "|(jackson-\\w+|httpcore5|slf4j-api|jspecify)-[0-9.]+jar)"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String run(String directives) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("src/app"));
        Files.writeString(sources.resolve("Main.java"), PROGRAM);
        Path descriptor = Files.writeString(
                folder.resolve("src/module-info.java"), "module app { requires run.leger.setec; " + directives + " }");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        StringWriter said = new StringWriter();
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--release",
                        "17",
                        "-p",
                        modulePath(),
                        "-d",
                        classes.toString(),
                        descriptor.toString(),
                        sources.resolve("Main.java").toString());
        assertThat(code).as(said.toString()).isZero();
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        modulePath() + File.pathSeparator + classes,
                        "-m",
                        "app/app.Main"))
                .redirectErrorStream(true)
                .start();
        return new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    }

    @Test
    void a_record_in_an_open_package_is_bound() throws Exception {
        assertThat(run("opens app to run.leger.setec;"))
                .isEqualTo("cannot bind app.Main$Plain: missing for a: nobody has it");
    }

    @Test
    void a_record_in_a_closed_package_is_refused_with_what_to_open() throws Exception {
        assertThat(run("")).contains("add \"opens app to run.leger.setec;\" to the module-info of app");
    }
}
