package run.leger.device.publish;

import java.util.List;
import run.leger.core.DnsName;

/**
 * What will be served under which address, and what cannot be. Nothing has been changed yet.
 *
 * @param device the device's own name
 * @param services one plan for each service
 * @param bind the addresses of this device that Caddy listens on: its own in the tailnet, or loopback where tailscaled forwards to it
 * @param warnings what works, but should be known
 * @param problems what cannot work: a plan with problems is not applied
 */
public record PublishPlan(
        DnsName device, List<ServicePlan> services, List<String> bind, List<String> warnings, List<String> problems) {
    /** Copies the lists. */
    public PublishPlan {
        services = List.copyOf(services);
        bind = List.copyOf(bind);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /**
     * Tells whether the plan can be applied.
     *
     * @return true where it has no problems
     */
    public boolean isSound() {
        return problems.isEmpty();
    }

    boolean uses(CertificateSource source) {
        return services.stream()
                .flatMap(service -> service.address().stream())
                .anyMatch(address -> address.certificate() == source);
    }
}
