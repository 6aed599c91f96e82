package run.leger.cli;

import run.leger.caddy.CaddyAdmin;
import run.leger.core.LegerException;
import run.leger.device.publish.HistoricTemplate;
import run.leger.device.publish.PublishPlan;
import run.leger.device.publish.Publisher;
import run.leger.tailscale.TailscaleClient;

/** {@code leger caddy render|fmt|check|normalize|parse|deploy}. */
final class CaddyCommand {
    private CaddyCommand() {}

    static int run(Invocation call) {
        String verb = call.words().isEmpty() ? "" : call.words().get(0);
        return switch (verb) {
            case "render" -> call.has(CliOptions.HISTORIC) ? historic(call.rest()) : render(call.rest());
            case "fmt" -> CaddyFmt.run(call.rest());
            case "check" -> CaddyCheck.run(call.rest());
            case "normalize" -> CaddyNormalize.run(call.rest());
            case "parse" -> CaddyParse.run(call.rest());
            case "deploy" -> CaddyDeploy.run(call.rest());
            default -> throw Usages.verb("caddy", call.words());
        };
    }

    private static int render(Invocation call) {
        try (TailscaleClient tailscale = call.tailscale();
                CaddyAdmin caddy = call.caddy()) {
            Publisher publisher = Publisher.of(tailscale, caddy, Publishing.settings(call));
            PublishPlan plan = publisher.plan(Publishing.services(call));
            plan.warnings().forEach(warning -> call.console().note("leger: " + warning));
            plan.problems().forEach(problem -> call.console().note("leger: " + problem));
            write(call, "render", publisher.render(plan));
            return plan.isSound() ? Exit.OK : Exit.REFUSED;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static int historic(Invocation call) {
        call.noWords();
        try (TailscaleClient tailscale = call.tailscale()) {
            HistoricTemplate.warnings(tailscale.statusWithoutPeers())
                    .forEach(warning -> call.console().note("leger: " + warning));
        } catch (LegerException e) {
            // The template is the same on every device; only where it works is not known now.
            call.console().note("leger: where it cannot work is not known: " + Console.shownLines(e.getMessage()));
        }
        write(call, "render", HistoricTemplate.caddyfile().render());
        return Exit.OK;
    }

    private static void write(Invocation call, String verb, String text) {
        if (call.console().json()) {
            call.console().object("caddy " + verb, out -> out.field("text", text));
        } else {
            call.console().text(text);
        }
    }
}
