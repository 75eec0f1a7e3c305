//! What a folder lies on, and whether it lets us write.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge at which a trial file is written"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// A file that stood in a folder for a moment, to try something out.
#[derive(Debug)]
pub struct Trial(PathBuf);

impl Trial {
    /// Writes the file and takes it away again; nothing where the folder does not let us.
    pub fn make(folder: &Path) -> Option<Self> {
        let path = folder.join(format!(".sevenfold-trial-{}", std::process::id()));
        fs::write(&path, "").ok()?;
        fs::remove_file(&path).ok()?;
        Some(Self(path))
    }

    /// Whether it stood at this path.
    pub fn is_at(&self, path: &Path) -> bool {
        self.0 == path
    }
}

/// Whether a folder lies on a disk that others write to as well, as a network drive is, or a disk
/// of Windows seen from Linux: the system then does not tell of their changes.
#[cfg(target_os = "linux")]
pub fn is_shared(folder: &Path) -> bool {
    /// The types of such file systems, from Linux's `magic.h` and the manual page `statfs(2)`.
    const SHARED: [i64; 10] = [
        0x6969,      // NFS
        0x517b,      // SMB
        0xfe53_4d42, // SMB2
        0xff53_4d42, // CIFS
        0x0102_1997, // 9P: Windows' disks in WSL 2
        0x5346_544e, // NTFS and WSL 1's DrvFs
        0x6573_5546, // FUSE: sshfs, Docker's shared folders and others
        0x786f_4256, // VirtualBox
        0x00c3_6400, // Ceph
        0x5346_414f, // AFS
    ];
    // The type of the number differs from processor to processor.
    rustix::fs::statfs(folder).is_ok_and(|disk| {
        let kind = i128::from(disk.f_type);
        SHARED.iter().any(|shared| i128::from(*shared) == kind)
    })
}

/// Elsewhere than on Linux, the self-test alone decides.
#[cfg(not(target_os = "linux"))]
pub fn is_shared(_: &Path) -> bool {
    false
}
