package run.leger.device.publish;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.device.LegerService;
import run.leger.tailscale.PeerStatus;
import run.leger.tailscale.Status;

/** Chooses the address of each service by what the device can serve now. Looks names up, and changes nothing. */
final class Planner {
    private static final String SUBDOMAINS = "dns-subdomain-resolve";
    private static final int HTTPS = 443;

    private final Status status;
    private final PublishSettings settings;
    private final Function<DnsName, Set<String>> resolver;
    private final DnsName device;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Planner(Status status, PublishSettings settings, Function<DnsName, Set<String>> resolver) {
        this.status = status;
        this.settings = settings;
        this.resolver = resolver;
        this.device = Optional.ofNullable(status.self())
                .flatMap(PeerStatus::name)
                .orElseThrow(() -> new NoDeviceNameException(status.backendState()));
    }

    PublishPlan plan(List<LegerService> services) {
        List<ServicePlan> plans = services.stream().map(this::plan).toList();
        List<String> bind = bind();
        if (bind.isEmpty()) {
            // Caddy would listen on every interface.
            problems.add("the device has no address in the tailnet to listen on: leger init says what is missing");
        }
        return new PublishPlan(device, plans, bind, warnings, problems);
    }

    /** Only the tailnet shall reach the services: a site's name chooses no interface, so the listener must. */
    private List<String> bind() {
        return status.tun()
                ? status.tailscaleIps().stream().map(IpAddress::value).toList()
                : List.of("127.0.0.1");
    }

    private ServicePlan plan(LegerService service) {
        List<RejectedScheme> rejected = new ArrayList<>();
        for (AddressScheme scheme : AddressScheme.values()) {
            Optional<PlannedAddress> address = switch (scheme) {
                case LEGER_DOMAIN -> legerDomain(service, rejected);
                case SERVICE_NAME -> serviceName(service, rejected);
                case DEVICE_SUBDOMAIN -> deviceSubdomain(service, rejected);
                case DEVICE_PORT -> devicePort(service, rejected);
            };
            if (address.isPresent()) {
                return new ServicePlan(service, address, rejected);
            }
        }
        problems.add("no certificate can cover an address of " + service.name() + ": "
                + String.join("; ", rejected.stream().map(RejectedScheme::why).toList()));
        return new ServicePlan(service, Optional.empty(), rejected);
    }

    private Optional<PlannedAddress> legerDomain(LegerService service, List<RejectedScheme> rejected) {
        if (!settings.useLegerDomains()) {
            return Optional.empty();
        }
        DnsName name = service.legerDomain();
        Optional<Path> certificate = settings.legerCertificate();
        if (certificate.isEmpty() || settings.legerKey().isEmpty()) {
            problems.add("no certificate can cover " + name
                    + ": give its certificate and key (leger_certificate, leger_key), or turn use_leger_domains off");
            rejected.add(new RejectedScheme(AddressScheme.LEGER_DOMAIN, "there is no certificate for " + name));
            return Optional.empty();
        }
        Optional<String> uncovered = CertificateFile.problem(certificate.get(), name)
                .or(() -> CertificateFile.keyProblem(settings.legerKey().get()));
        if (uncovered.isPresent()) {
            problems.add("no certificate can cover " + name + ": " + uncovered.get());
            rejected.add(new RejectedScheme(AddressScheme.LEGER_DOMAIN, uncovered.get()));
            return Optional.empty();
        }
        Set<String> addresses = resolver.apply(name);
        Set<InetAddress> own =
                status.tailscaleIps().stream().map(IpAddress::inetAddress).collect(Collectors.toSet());
        boolean leadsHere = addresses.stream()
                .map(IpAddress::of)
                .map(IpAddress::inetAddress)
                .anyMatch(own::contains);
        if (!leadsHere) {
            String why = name
                    + (addresses.isEmpty() ? " does not resolve" : " leads to " + addresses + ", not to this device");
            warnings.add(why + ": falling back to the tailnet's own name");
            rejected.add(new RejectedScheme(AddressScheme.LEGER_DOMAIN, why));
            return Optional.empty();
        }
        return Optional.of(new PlannedAddress(
                name,
                HTTPS,
                AddressScheme.LEGER_DOMAIN,
                CertificateSource.GIVEN_FILES,
                "Leger's domains are on, and the name leads to this device"));
    }

    private Optional<PlannedAddress> serviceName(LegerService service, List<RejectedScheme> rejected) {
        DnsName name = device.parent()
                .orElseThrow(() -> new IllegalStateException("a device without a tailnet: " + device))
                .child(service.label());
        if (!status.certDomains().contains(name.value())) {
            rejected.add(new RejectedScheme(
                    AddressScheme.SERVICE_NAME, "the tailnet does not host " + name + " on this device"));
            return Optional.empty();
        }
        return Optional.of(new PlannedAddress(
                name,
                HTTPS,
                AddressScheme.SERVICE_NAME,
                CertificateSource.TAILSCALED,
                "the tailnet hosts " + name + " on this device"));
    }

    private Optional<PlannedAddress> deviceSubdomain(LegerService service, List<RejectedScheme> rejected) {
        PeerStatus self = status.self();
        if (self == null || !self.capMap().containsKey(SUBDOMAINS)) {
            rejected.add(new RejectedScheme(
                    AddressScheme.DEVICE_SUBDOMAIN, "this device has not the node attribute " + SUBDOMAINS));
            return Optional.empty();
        }
        if (!hasOwnCertificate()) {
            rejected.add(new RejectedScheme(
                    AddressScheme.DEVICE_SUBDOMAIN, "there is no certificate for names below " + device));
            return Optional.empty();
        }
        return Optional.of(new PlannedAddress(
                device.child(service.label()),
                HTTPS,
                AddressScheme.DEVICE_SUBDOMAIN,
                CertificateSource.WILDCARD_FILES,
                "names below " + device + " resolve, and *." + device + " has a certificate"));
    }

    private Optional<PlannedAddress> devicePort(LegerService service, List<RejectedScheme> rejected) {
        if (!hasOwnCertificate()) {
            rejected.add(new RejectedScheme(
                    AddressScheme.DEVICE_PORT,
                    "there is no certificate for " + device + ": turn on HTTPS certificates for the tailnet"));
            return Optional.empty();
        }
        return Optional.of(new PlannedAddress(
                device,
                service.port(),
                AddressScheme.DEVICE_PORT,
                CertificateSource.TAILSCALED,
                "the device's own certificate always works"));
    }

    private boolean hasOwnCertificate() {
        return status.certDomains().contains(device.value());
    }
}
