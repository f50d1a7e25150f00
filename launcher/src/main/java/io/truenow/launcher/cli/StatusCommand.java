package io.truenow.launcher.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "status")
public final class StatusCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.FAILURE;
    }
}
