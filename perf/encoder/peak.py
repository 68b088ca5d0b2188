# What this machine's numpy makes of one core: the product of two matrices of 1536 x 1536, in GFLOP per second of processor time.
import json, time
import numpy as np

n = 1536
a, b = (np.random.default_rng(seed).random((n, n), dtype=np.float32) for seed in (1, 2))
best = float('inf')
for _ in range(8):
    start = time.process_time()
    a @ b
    best = min(best, time.process_time() - start)
    if best > 1: break  # a reference BLAS: nothing to compare with
print(json.dumps({'gigaflops': 2 * n**3 / best / 1e9}))
