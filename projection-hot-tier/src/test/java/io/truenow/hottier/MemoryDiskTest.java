package io.truenow.hottier;

import io.truenow.hottier.port.Disk;
import io.truenow.hottier.port.DiskContract;

class MemoryDiskTest extends DiskContract {

    @Override
    protected Disk emptyDisk() {
        return new MemoryDisk();
    }
}
