package run.leger.setec.rotate;

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

/** Rotating values on the module path of a JDK that has no JDBC, as in an image that was linked without it. */
class RotateModuleTest {
    private static final String PROGRAM = """
            package app;
            import java.util.Optional;
            import java.util.function.Consumer;
            import run.leger.core.SecretBytes;
            import run.leger.setec.*;
            import run.leger.setec.rotate.*;
            public class Main implements Secret {
                private Consumer<SecretValue> listener = value -> {};
                private SecretValue held = value(1);
                private static SecretValue value(long version) {
                    return new SecretValue(SecretBytes.copyOf(new byte[20]), SecretVersion.of(version));
                }
                public SecretName name() { return SecretName.of("a"); }
                public SecretValue current() { return held; }
                public SecretValue refresh() { held = value(2); listener.accept(held); return held; }
                public Subscription onChange(Consumer<SecretValue> added) { listener = added; return () -> {}; }
                public SecretState state() { throw new UnsupportedOperationException(); }
                public static void main(String[] args) throws Exception {
                    System.out.println(ModuleLayer.boot().findModule("java.sql"));
                    Main secret = new Main();
                    try (Rotating<SecretVersion> rotating = Rotating.<SecretVersion>of(secret, SecretValue::version).start()) {
                        SecretVersion now = rotating.callRetryingRefused(version -> {
                            if (version.number() < 2) {
                                throw new IllegalStateException("refused");
                            }
                            return version;
                        }, error -> true);
                        System.out.println(now);
                    }
                    for (String name : "AuthorizedHttp Keyring RefusedFeedback RotatingTls SigningKeys".split(" ")) {
                        Class.forName("run.leger.setec.rotate." + name);
                    }
                    try {
                        Class.forName("run.leger.setec.rotate.RotatingDataSource");
                    } catch (NoClassDefFoundError e) {
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
                        + "|(jackson-core|httpcore5|slf4j-api|jspecify)-[0-9.]+jar)"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void everything_but_the_data_source_loads_without_the_module_java_sql() throws Exception {
        Path source = Files.createDirectories(folder.resolve("src/app")).resolve("Main.java");
        Files.writeString(source, PROGRAM);
        Path descriptor =
                Files.writeString(folder.resolve("src/module-info.java"), "module app { requires run.leger.setec; }");
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
                        source.toString());
        assertThat(code).as(said.toString()).isZero();
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        modulePath() + File.pathSeparator + classes,
                        "--limit-modules",
                        "app,run.leger.setec",
                        "-m",
                        "app/app.Main"))
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output.lines().filter(line -> !line.startsWith("SLF4J")))
                .containsExactly("Optional.empty", "2", "javax/sql/DataSource");
        assertThat(java.waitFor()).isZero();
    }
}
