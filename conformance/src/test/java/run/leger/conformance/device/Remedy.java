package run.leger.conformance.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Program;

/** Carries out what a check advises, as a person would at a terminal. */
final class Remedy {
    private Remedy() {}

    /** Runs the {@code sudo tailscale ...} command of a remedy; the person logs in with the laboratory's key where that is due. */
    static void carryOut(String remedy, String... further) {
        String line = remedy.substring(remedy.indexOf("sudo tailscale ")).split("; |  \\(", 2)[0];
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
        words.remove(0);
        words.set(0, Lab.program("tailscale").toString());
        words.addAll(List.of(further));
        Program.run(words.toArray(String[]::new)).orFail();
    }

    /** Returns the words after an option that a remedy names. */
    static String option(String remedy, String name) {
        String rest = remedy.substring(remedy.indexOf(name + " ") + name.length() + 1);
        return rest.split("[ ;]", 2)[0];
    }
}
