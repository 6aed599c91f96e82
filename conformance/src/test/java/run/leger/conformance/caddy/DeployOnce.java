package run.leger.conformance.caddy;

import java.nio.file.Files;
import java.nio.file.Path;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.Deployment;
import run.leger.caddy.DeploymentException;

/** Deploys a Caddyfile from a process of its own, and says how that ended: address of the admin API, new text, file. */
final class DeployOnce {
    private DeployOnce() {}

    public static void main(String[] args) throws Exception {
        try (CaddyAdmin caddy = CaddyAdmin.create(args[0])) {
            Deployment.of(caddy, Path.of(args[2])).deploy(Files.readString(Path.of(args[1])));
            System.out.println("done");
        } catch (DeploymentException e) {
            System.out.println(e.reason() + " " + e.serving());
            System.out.println(e.getMessage());
        }
    }
}
