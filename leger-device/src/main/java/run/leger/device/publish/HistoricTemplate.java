package run.leger.device.publish;

import java.util.ArrayList;
import java.util.List;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.SiteAddress;
import run.leger.caddy.Upstream;
import run.leger.device.LegerService;
import run.leger.device.ServiceCatalogue;
import run.leger.tailscale.PeerStatus;
import run.leger.tailscale.Status;

/**
 * The Caddyfile that Leger's devices had before this library: {@code <label>.{$TAILSCALE_HOSTNAME}.ts.net} for OpenWebUI and Jupyter, with the
 * variable set from the device's host name. Kept so that it can be recognised and written; {@link #warnings} says where it cannot work.
 */
public final class HistoricTemplate {
    private static final String VARIABLE = "TAILSCALE_HOSTNAME";

    private HistoricTemplate() {}

    /**
     * Returns the template.
     *
     * @return the Caddyfile, byte for byte as it was
     */
    public static Caddyfile caddyfile() {
        Caddyfile.Builder caddyfile = Caddyfile.builder();
        boolean first = true;
        for (LegerService service : services()) {
            boolean explain = first;
            caddyfile.site(
                    SiteAddress.withEnv(service.label() + ".", VARIABLE, ".ts.net"),
                    site -> site.reverseProxy(Upstream.of(service.upstream())).tls(tls -> {
                        if (explain) {
                            tls.comment("Tailscale automatically provisions certs");
                        }
                        tls.getCertificateTailscale();
                    }));
            first = false;
        }
        return caddyfile.build();
    }

    /**
     * Returns where the template cannot work on a device.
     *
     * @param status the device's status
     * @return one sentence for each site that would get no certificate, empty where all would
     */
    public static List<String> warnings(Status status) {
        PeerStatus self = status.self();
        String hostname = self == null ? "" : self.hostName();
        List<String> warnings = new ArrayList<>();
        if (hostname.isEmpty()) {
            warnings.add(VARIABLE + " is taken from the device's host name, and it has none");
        }
        for (LegerService service : services()) {
            String name = service.label() + "." + hostname + ".ts.net";
            if (!status.certDomains().contains(name)) {
                warnings.add("tailscaled gives no certificate for " + name
                        + ": use leger publish, which chooses a name that works");
            }
        }
        return warnings;
    }

    private static List<LegerService> services() {
        return ServiceCatalogue.standard().services().subList(0, 2);
    }
}
