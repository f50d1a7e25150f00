package io.truenow.launcher.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "down")
public final class DownCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.FAILURE;
    }
}
