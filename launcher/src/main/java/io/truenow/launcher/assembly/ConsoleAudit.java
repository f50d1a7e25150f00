package io.truenow.launcher.assembly;

import io.truenow.admin.port.AuditControl;
import io.truenow.command.port.AuditLog;
import io.truenow.events.access.Principal;

/** The console's people verify the chain of facts by the rules of its route. */
record ConsoleAudit(AuditLog log) implements AuditControl {

    @Override
    public Verified verify(Principal caller) {
        caller.requireServer();
        AuditLog.Verification found = log.verify(null);
        return new Verified(found.facts(), found.waiting(), found.head() + ":" + found.headHash(), found.problem());
    }
}
