package run.leger.conformance.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import run.leger.cli.Main;
import run.leger.conformance.lab.AsUser;
import run.leger.conformance.lab.Program;

/** The leger command in a process of its own, as a user runs it. */
final class Leger {
    private Leger() {}

    static Program.Ended run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return Program.run(Map.of(), command);
    }

    static Program.Ended runAs(int user, String... arguments) {
        return Program.run(Map.of(), AsUser.java(user, Main.class, List.of(arguments)));
    }
}
