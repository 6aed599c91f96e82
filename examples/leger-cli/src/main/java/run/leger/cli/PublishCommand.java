package run.leger.cli;

import java.util.List;
import java.util.Optional;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.CaddyWarning;
import run.leger.core.CallOptions;
import run.leger.core.internal.JsonOut;
import run.leger.device.LegerService;
import run.leger.device.publish.PlannedAddress;
import run.leger.device.publish.PublishPlan;
import run.leger.device.publish.PublishPreview;
import run.leger.device.publish.Publisher;
import run.leger.device.publish.ServicePlan;
import run.leger.tailscale.TailscaleClient;

/** {@code leger publish [--dry-run] [SERVICE...]}: plans, shows, and applies. */
final class PublishCommand {
    private PublishCommand() {}

    static int run(Invocation call) {
        boolean dry = call.has(CliOptions.DRY_RUN);
        CallOptions options = call.callOptions();
        try (TailscaleClient tailscale = call.tailscale();
                CaddyAdmin caddy = call.caddy()) {
            List<LegerService> services = Publishing.services(call);
            Publisher publisher = Publisher.of(tailscale, caddy.with(options), Publishing.settings(call));
            PublishPlan plan = publisher.plan(services);
            if (!plan.isSound()) {
                report(call.console(), plan, Optional.empty(), false);
                return Exit.REFUSED;
            }
            PublishPreview preview = dry ? publisher.preview(plan) : publisher.apply(plan);
            report(call.console(), plan, Optional.of(preview), !dry);
            return Exit.OK;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void report(Console console, PublishPlan plan, Optional<PublishPreview> preview, boolean applied) {
        if (console.json()) {
            console.object("publish", out -> write(out, plan, preview, applied));
            return;
        }
        for (ServicePlan service : plan.services()) {
            Optional<PlannedAddress> address = service.address();
            String label = String.format("%-10s ", service.service().label());
            console.line(address.map(a -> console.green("ok    ") + label + a.url() + " -> "
                            + service.service().upstream() + "  (" + a.scheme().words() + ": " + a.why() + ")")
                    .orElse(console.red("fail  ") + label + "no address"));
            service.rejected()
                    .forEach(r -> console.line(
                            console.dim("        not by " + r.scheme().words() + ": " + r.why())));
        }
        plan.warnings().forEach(warning -> console.line(console.yellow("warn  ") + warning));
        plan.problems().forEach(problem -> console.line(console.red("fail  ") + problem));
        preview.ifPresent(p -> {
            for (CaddyWarning warning : p.warnings()) {
                console.line(console.yellow("warn  ") + "Caddy: " + Console.shown(warning.message()));
            }
            if (!applied && !p.others().isEmpty()) {
                console.line(console.yellow("warn  ") + "Caddy serves sites that are not ours and would not any more: "
                        + Console.shown(String.join(", ", p.others())) + " (publishing needs --replace)");
            }
            console.line(
                    applied ? "published; the Caddyfile is " + p.caddyfile() : "would write " + p.caddyfile() + ":");
            if (!applied) {
                console.text(p.diff().isEmpty() ? "(unchanged)\n" : Console.shownLines(p.diff()) + "\n");
            }
        });
    }

    private static void write(JsonOut out, PublishPlan plan, Optional<PublishPreview> preview, boolean applied) {
        out.field("applied", applied)
                .field("sound", plan.isSound())
                .field("device", plan.device().value());
        out.objects("services", plan.services(), service -> {
            out.field("label", service.service().label())
                    .field("upstream", service.service().upstream());
            out.field("url", service.address().map(PlannedAddress::url).orElse(null));
            out.field("scheme", service.address().map(a -> a.scheme().name()).orElse(null));
            out.field(
                    "certificate",
                    service.address().map(a -> a.certificate().name()).orElse(null));
            out.field("why", service.address().map(PlannedAddress::why).orElse(null));
            out.objects(
                    "rejected",
                    service.rejected(),
                    r -> out.field("scheme", r.scheme().name()).field("why", r.why()));
        });
        out.field("bind", plan.bind()).field("warnings", plan.warnings()).field("problems", plan.problems());
        preview.ifPresent(p -> out.field("caddyfile", p.caddyfile().toString())
                .field("text", p.text())
                .field("diff", p.diff())
                .field("caddy_warnings", messages(p.warnings()))
                .field("others", p.others()));
    }

    private static List<String> messages(List<CaddyWarning> warnings) {
        return warnings.stream().map(CaddyWarning::message).toList();
    }
}
