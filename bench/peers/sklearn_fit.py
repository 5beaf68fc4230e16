"""Times the fits of `Sargam.Studies peers` in scikit-learn, on the data that it wrote.

    sklearn_fit.py FOLDER [NAME]

Prints "name seconds quality note" per case; labels and maps go beside the data. Threads are those of OMP_NUM_THREADS.
"""
import os
import sys
import time

import numpy as np
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans, MiniBatchKMeans
from sklearn.manifold import TSNE
from sklearn.metrics import silhouette_score
from sklearn.mixture import GaussianMixture

FOLDER = sys.argv[1]
ONLY = sys.argv[2] if len(sys.argv) > 2 else ""
NAN = float("nan")


def centred(estimator):
    def fit(rows):
        model = estimator.fit(rows)
        return model.inertia_, model.labels_, f"{getattr(model, 'n_steps_', model.n_iter_)}-iterations"
    return fit


def mixture(rows):
    model = GaussianMixture(10, covariance_type="full", random_state=1).fit(rows)
    return model.lower_bound_, model.predict(rows), f"{model.n_iter_}-iterations"


def tsne(rows):
    model = TSNE(init="random", learning_rate="auto", n_iter=1000, random_state=1)
    return (lambda positions: (model.kl_divergence_, positions, "-"))(model.fit_transform(rows))


CASES = [
    ("kmeans", centred(KMeans(10, n_init=10, random_state=1))),
    ("kmeans-200k", centred(KMeans(30, n_init=1, random_state=1))),
    ("minibatch-200k", centred(MiniBatchKMeans(30, n_init=3, random_state=1))),
    ("ward", lambda rows: (NAN, AgglomerativeClustering(10, linkage="ward").fit(rows).labels_, "-")),
    ("mixture", mixture),
    ("dbscan", lambda rows: (NAN, DBSCAN(eps=4, min_samples=5).fit(rows).labels_, "-")),
    ("silhouette", lambda rows: (silhouette_score(rows, np.arange(len(rows)) % 10), None, "-")),
    ("tsne", tsne),
]

for name, fit in CASES:
    if not name.startswith(ONLY):
        continue
    rows = np.load(os.path.join(FOLDER, name + ".npy"))
    fit(rows[:600])
    start = time.perf_counter()
    quality, result, note = fit(rows)
    seconds = time.perf_counter() - start
    if result is not None:
        np.save(os.path.join(FOLDER, name + ".sklearn.npy"), result)
    print(f"{name} {seconds:.4f} {float(quality)!r} {note}", flush=True)
