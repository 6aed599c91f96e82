package run.leger.caddy.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Jazzer calls. The target is a system property, since one process fuzzes one target. */
public final class Fuzzer {
    private static final FuzzTarget TARGET = FuzzTarget.of(System.getProperty("leger.fuzz.target", "parse"));

    private Fuzzer() {}

    /**
     * Tries an input.
     *
     * @param input any bytes
     */
    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.test(input);
    }

    /** Prints the targets, or writes for one of them seeds and a dictionary to a directory. */
    static final class Prepare {
        private Prepare() {}

        /**
         * Prepares.
         *
         * @param args nothing, or target and directory
         * @throws IOException if a file cannot be written
         */
        public static void main(String[] args) throws IOException {
            if (args.length == 0) {
                for (FuzzTarget target : FuzzTarget.values()) {
                    System.out.println(target.id());
                }
                return;
            }
            FuzzTarget target = FuzzTarget.of(args[0]);
            Path directory = Path.of(args[1]);
            Path seeds = Files.createDirectories(directory.resolve("seeds"));
            List<byte[]> inputs = target.seeds();
            for (int i = 0; i < inputs.size(); i++) {
                Files.write(seeds.resolve("seed-" + i), inputs.get(i));
            }
            StringBuilder dictionary = new StringBuilder();
            for (byte[] word : target.words()) {
                dictionary.append('"');
                for (byte b : word) {
                    dictionary.append(String.format("\\x%02x", b));
                }
                dictionary.append("\"\n");
            }
            Files.writeString(directory.resolve("dictionary"), dictionary, StandardCharsets.US_ASCII);
        }
    }
}
