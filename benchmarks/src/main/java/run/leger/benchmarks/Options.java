package run.leger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words that {@code benchmarks/run} passes on. */
final class Options {
    /** A cold start to time. The file holds the words of a command, one a line; the bar is 0 for none. */
    record ColdStart(String name, double bar, Path java, List<String> command) {}

    Path socket = Path.of("");
    Path peer = Path.of("");
    Path caddyfilePeer = Path.of("");
    boolean quick;
    boolean check;
    boolean warm = true;
    boolean big = true;
    boolean secrets = true;
    boolean caddyfile = true;
    int rounds;
    Optional<Path> bigSocket = Optional.empty();
    Optional<Path> json = Optional.empty();
    Optional<Path> tailscale = Optional.empty();
    Optional<Path> jq = Optional.empty();
    final List<ColdStart> coldStarts = new ArrayList<>();

    static Options parse(String[] args) throws IOException {
        Options options = new Options();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> options.quick = true;
                case "--check" -> options.check = true;
                case "--cold-only" -> {
                    options.warm = false;
                    options.big = false;
                    options.secrets = false;
                    options.caddyfile = false;
                }
                case "--big-only" -> {
                    options.warm = false;
                    options.secrets = false;
                    options.caddyfile = false;
                }
                case "--secrets-only" -> {
                    options.warm = false;
                    options.big = false;
                    options.caddyfile = false;
                }
                case "--caddyfile-only" -> {
                    options.warm = false;
                    options.big = false;
                    options.secrets = false;
                }
                case "--socket" -> options.socket = Path.of(args[++i]);
                case "--big-socket" -> options.bigSocket = Optional.of(Path.of(args[++i]));
                case "--peer" -> options.peer = Path.of(args[++i]);
                case "--caddyfile-peer" -> options.caddyfilePeer = Path.of(args[++i]);
                case "--rounds" -> options.rounds = Integer.parseInt(args[++i]);
                case "--json" -> options.json = Optional.of(Path.of(args[++i]));
                case "--tailscale" -> options.tailscale = Optional.of(Path.of(args[++i]));
                case "--jq" -> options.jq = Optional.of(Path.of(args[++i]));
                case "--cold" -> {
                    // name, bar, java, file
                    List<String> words = Files.readAllLines(Path.of(args[i + 4]));
                    options.coldStarts.add(
                            new ColdStart(args[i + 1], Double.parseDouble(args[i + 2]), Path.of(args[i + 3]), words));
                    i += 4;
                }
                default -> throw new IllegalArgumentException("not an option: " + args[i]);
            }
        }
        return options;
    }

    int rounds() {
        return rounds > 0 ? rounds : quick ? 3 : 15;
    }
}
