package run.leger.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Child processes, timed from the fork to their end. */
final class Commands {
    private Commands() {}

    /** A round is several starts; its figure is the median. Each must succeed and say something that holds the word. */
    static Contender timed(List<String> command, Map<String, String> environment, String expected, int starts) {
        return () -> {
            long[] nanos = new long[starts];
            for (int i = 0; i < starts; i++) {
                nanos[i] = run(command, environment, expected);
            }
            return Figures.median(nanos);
        };
    }

    private static long run(List<String> command, Map<String, String> environment, String expected)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        long nanos = System.nanoTime() - start;
        if (code != 0 || !said.contains(expected)) {
            throw new IOException(String.join(" ", command) + " ended with " + code + " and said: " + said);
        }
        return nanos;
    }
}
