package run.leger.tailscale.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether this device may open a port to the internet by Funnel, and why not.
 *
 * @param reason why, or why not
 * @param allowedPorts the ports that the tailnet allows, as it writes them, such as {@code 443,8443,10000-10010}; empty where none are told
 */
public record FunnelAccess(Reason reason, String allowedPorts) {
    private static final String FUNNEL_PORTS = "https://tailscale.com/cap/funnel-ports";

    /** Why a port may, or may not, be opened. */
    public enum Reason {
        /** It may. */
        ALLOWED,
        /** The tailnet has no HTTPS certificates. */
        HTTPS_OFF,
        /** The policy gives this device no Funnel. */
        NO_FUNNEL_ATTRIBUTE,
        /** The device may use Funnel, but not at this port. */
        PORT_NOT_ALLOWED
    }

    /**
     * Decides as the daemon's own command does.
     *
     * @param port the port, 1 to 65535
     * @param capabilities the names of the device's capabilities
     * @return the decision
     * @throws IllegalArgumentException if the port is none
     */
    public static FunnelAccess of(int port, Collection<String> capabilities) {
        Ports.check(port);
        if (!capabilities.contains("https")) {
            return new FunnelAccess(Reason.HTTPS_OFF, "");
        }
        if (!capabilities.contains("funnel")) {
            return new FunnelAccess(Reason.NO_FUNNEL_ATTRIBUTE, "");
        }
        String ports = capabilities.stream()
                .filter(name -> name.startsWith(FUNNEL_PORTS + "?"))
                .map(FunnelAccess::ports)
                .findFirst()
                .orElse("");
        for (String part : ports.split(",", -1)) {
            if (covers(part, port)) {
                return new FunnelAccess(Reason.ALLOWED, ports);
            }
        }
        return new FunnelAccess(Reason.PORT_NOT_ALLOWED, ports);
    }

    private static String ports(String capability) {
        for (String pair : capability.substring(FUNNEL_PORTS.length() + 1).split("&", -1)) {
            if (pair.startsWith("ports=")) {
                try {
                    return URLDecoder.decode(pair.substring("ports=".length()), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return "";
                }
            }
        }
        return "";
    }

    /** What is neither a port nor a range covers none, as the part after a last comma. */
    private static boolean covers(String part, int port) {
        int dash = part.indexOf('-');
        if (dash < 0) {
            return part.equals(Integer.toString(port));
        }
        return part.matches("[0-9]{1,5}-[0-9]{1,5}")
                && Ports.parse(part.substring(0, dash)) <= port
                && port <= Ports.parse(part.substring(dash + 1));
    }

    /**
     * Tells whether the port may be opened.
     *
     * @return true where it may
     */
    public boolean isAllowed() {
        return reason == Reason.ALLOWED;
    }

    /**
     * Returns what to do about a no.
     *
     * @return the remedy, or empty where the answer is yes
     */
    public Optional<String> remedy() {
        return switch (reason) {
            case ALLOWED -> Optional.empty();
            case HTTPS_OFF -> Optional.of("turn on HTTPS certificates for the tailnet (admin console, DNS page)");
            case NO_FUNNEL_ATTRIBUTE ->
                Optional.of("give this device the node attribute \"funnel\" in the tailnet's policy file (nodeAttrs)");
            case PORT_NOT_ALLOWED ->
                Optional.of(
                        allowedPorts.isEmpty()
                                ? "the tailnet allows this device no port for Funnel: ask an admin of the tailnet"
                                : "use one of the ports that the tailnet allows: " + allowedPorts);
        };
    }
}
