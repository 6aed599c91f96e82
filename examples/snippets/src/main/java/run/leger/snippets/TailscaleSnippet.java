package run.leger.snippets;

import run.leger.tailscale.Status;
import run.leger.tailscale.TailscaleClient;

final class TailscaleSnippet {
    private TailscaleSnippet() {}

    static void run() {
        // snippet: tailscale
        try (TailscaleClient tailscale = TailscaleClient.create()) {
            Status status = tailscale.status();
            System.out.println("tailscaled " + status.version() + " is " + status.backendState());
            tailscale.whoIs("100.64.0.2:41641").ifPresent(caller -> System.out.println(caller.userProfile()));
        }
        // end
    }
}
