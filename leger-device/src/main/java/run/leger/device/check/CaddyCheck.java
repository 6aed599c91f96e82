package run.leger.device.check;

import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.UnwritableValueException;
import run.leger.core.CallOptions;

/** The probe that looks for Caddy. */
final class CaddyCheck {
    private CaddyCheck() {}

    static Finding admin(CheckContext context) {
        String address = context.settings().caddyAdmin();
        try (CaddyAdmin caddy = CaddyAdmin.create(address)) {
            caddy.with(CallOptions.deadline(context.settings().timeout())).config();
            return Finding.ok("answers at " + address).with("address", address);
        } catch (IllegalArgumentException | UnwritableValueException e) {
            return Finding.fail(
                            "not an admin address: " + address,
                            "name it as --caddy-admin http://host:port or --caddy-admin unix//path")
                    .with("address", address);
        }
    }
}
