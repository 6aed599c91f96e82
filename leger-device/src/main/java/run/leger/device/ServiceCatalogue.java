package run.leger.device;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import run.leger.core.DnsName;

/**
 * The services that Leger knows.
 *
 * @param services the services, in the order in which they are shown
 */
public record ServiceCatalogue(List<LegerService> services) {
    private static final ServiceCatalogue STANDARD = new ServiceCatalogue(List.of(
            new LegerService("OpenWebUI", "ai", "openwebui:3000", DnsName.of("ai.leger.run"), 8443),
            new LegerService("Jupyter", "jupyter", "jupyter:8888", DnsName.of("jupyter.leger.run"), 8444),
            new LegerService("SearXNG", "search", "searxng:8080", DnsName.of("search.leger.run"), 8445),
            new LegerService("Cockpit", "blueprint", "cockpit:9090", DnsName.of("system.leger.run"), 8446)));

    /** Copies the list. */
    public ServiceCatalogue {
        services = List.copyOf(services);
    }

    /**
     * Returns OpenWebUI, Jupyter, SearXNG and Cockpit, where Leger runs them.
     *
     * @return the catalogue
     */
    public static ServiceCatalogue standard() {
        return STANDARD;
    }

    /**
     * Finds a service.
     *
     * @param word its label or its name, in any case
     * @return the service, or empty where none is called so
     */
    public Optional<LegerService> find(String word) {
        String folded = word.toLowerCase(Locale.ROOT);
        return services.stream()
                .filter(s -> s.label().equals(folded)
                        || s.name().toLowerCase(Locale.ROOT).equals(folded))
                .findFirst();
    }

    /**
     * Returns a catalogue in which one service listens elsewhere.
     *
     * @param word the service's label or name
     * @param upstream where it listens, as {@code host:port}
     * @return the changed catalogue
     * @throws IllegalArgumentException if no service is called so
     * @throws run.leger.caddy.UnwritableValueException if it is not an upstream
     */
    public ServiceCatalogue withUpstream(String word, String upstream) {
        LegerService changed = find(word).orElseThrow(() -> unknown(word));
        return new ServiceCatalogue(services.stream()
                .map(s -> s.equals(changed) ? s.withUpstream(upstream) : s)
                .toList());
    }

    /**
     * Returns the error for a word that names no service.
     *
     * @param word the word
     * @return an error that lists the services
     */
    public IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException("no service is called " + word + "; there are "
                + String.join(", ", services.stream().map(LegerService::label).toList()));
    }
}
