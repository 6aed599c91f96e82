package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The module path, proved: the command is linked into a run-time image with the JDK's own tools, and runs in it. Needs the packaged jars, so it runs
 * after the package phase.
 */
class RuntimeImageTest {
    private static final Path TARGET = Path.of("target");

    @TempDir
    static Path folder;

    private static Path modules;

    @BeforeAll
    static void gather() throws IOException {
        modules = Files.createDirectory(folder.resolve("modules"));
        Path jar = TARGET.resolve("leger-cli.jar");
        assertThat(jar).as("this test runs after the package phase").exists();
        Files.copy(jar, modules.resolve("leger-cli.jar"));
        try (Stream<Path> libraries = Files.list(TARGET.resolve("app"))) {
            for (Path library : libraries.toList()) {
                Files.copy(library, modules.resolve(library.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void the_command_runs_from_an_image_of_its_modules() throws Exception {
        ModuleFinder named = ModuleFinder.of(modules);
        for (ModuleReference module : named.findAll()) {
            if (module.descriptor().isAutomatic()) {
                describe(
                        Path.of(module.location().orElseThrow()),
                        module.descriptor().name());
            }
        }
        Path image = folder.resolve("image");

        run(
                "jlink",
                "--module-path",
                linkPath(),
                "--add-modules",
                "run.leger.cli,org.slf4j.nop",
                "--output",
                image.toString(),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages");

        Process process = new ProcessBuilder(
                        image.resolve("bin/java").toString(),
                        "-m",
                        "run.leger.cli/run.leger.cli.Main",
                        "init",
                        "--demo")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("8 checks, 0 failures");
    }

    /** The JDK's modules as files, or nothing where the JDK can link from its own image. */
    private static String linkPath() {
        Path jmods = Path.of(System.getProperty("java.home"), "jmods");
        if (Files.isDirectory(jmods)) {
            return modules + File.pathSeparator + jmods;
        }
        assertThat(Runtime.version().feature())
                .as("%s has no jmods folder, and before JDK 24 jlink needs one: install the JDK's jmods package", jmods)
                .isGreaterThanOrEqualTo(24);
        return modules.toString();
    }

    /** jlink takes no automatic module: such a jar gets the descriptor that jdeps finds for it. */
    private static void describe(Path jar, String name) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("descriptors"));
        run(
                "jdeps",
                "--module-path",
                modules.toString(),
                "--multi-release",
                "17",
                "--ignore-missing-deps",
                "--generate-module-info",
                sources.toString(),
                jar.toString());
        Path source;
        try (Stream<Path> found = Files.walk(sources.resolve(name))) {
            source = found.filter(file -> file.endsWith("module-info.java"))
                    .findFirst()
                    .orElseThrow();
        }
        Path classes = Files.createDirectories(folder.resolve("classes").resolve(name));
        run(
                "javac",
                "--release",
                "17",
                "--module-path",
                modules.toString(),
                "--patch-module",
                name + "=" + jar,
                "-d",
                classes.toString(),
                source.toString());
        run("jar", "--update", "--file", jar.toString(), "-C", classes.toString(), "module-info.class");
    }

    private static void run(String tool, String... args) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst(tool)
                .orElseThrow(() -> new AssertionError("this is no JDK: it has no " + tool))
                .run(out, out, args);
        assertThat(code).as("%s %s%n%s", tool, String.join(" ", args), said).isZero();
    }
}
