package run.leger.benchmarks;

import java.nio.file.Path;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailscaleClient;

/** What {@code leger status --json} does, without a command line around it: the library's own share of a cold start. */
final class StatusJson {
    private StatusJson() {}

    /**
     * Prints the status.
     *
     * @param args nothing, or the path of the socket
     */
    public static void main(String[] args) {
        TailscaleClient.Builder builder = TailscaleClient.builder();
        if (args.length > 0) {
            builder.socket(Path.of(args[0]));
        }
        try (TailscaleClient client = builder.build()) {
            Status status = client.status();
            byte[] json = status.raw().utf8();
            System.out.write(json, 0, json.length);
            System.out.flush();
        }
    }
}
