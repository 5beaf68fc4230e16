"""Turns what `bench/peers/clusterers` measured into a Markdown table.

    clusterer_table.py FOLDER THREADS
"""
import os
import sys
from statistics import median

import numpy as np
from sklearn.manifold import trustworthiness
from sklearn.metrics import adjusted_rand_score

FOLDER, THREADS = sys.argv[1], sys.argv[2]
QUALITY = {
    "kmeans": "inertia", "kmeans-200k": "inertia", "minibatch-200k": "inertia", "mixture": "mean log-likelihood",
    "silhouette": "silhouette", "tsne": "KL as reported",
}

times, quality, notes = {}, {}, {}
for line in open(os.path.join(FOLDER, "times")):
    who, name, seconds, value, note = line.split()
    times.setdefault(name, {}).setdefault(who, []).append(float(seconds))
    quality[who, name], notes[who, name] = float(value), note


def compare(name):
    files = [os.path.join(FOLDER, f"{name}.{who}.npy") for who in ("sargam", "sklearn")]
    if not all(map(os.path.exists, files)):
        return "-"
    ours, theirs = map(np.load, files)
    if ours.ndim == 1:
        return f"ARI of labels {adjusted_rand_score(theirs, ours):.3f}"
    rows = np.load(os.path.join(FOLDER, name + ".npy"))
    return "trustworthiness (12) " + " and ".join(f"{trustworthiness(rows, map_, n_neighbors=12):.4f}" for map_ in (ours, theirs))


def qualities(name):
    if name not in QUALITY:
        return "-"
    return f"{QUALITY[name]} {quality['sargam', name]:.6g} and {quality['sklearn', name]:.6g}"


def text(values):
    return f"{median(values):.3g} ({min(values):.3g} to {max(values):.3g})"


print(f"| fit, {THREADS} threads, wall time | rows x columns | Sargam, s | scikit-learn, s | ratio of medians | quality, Sargam's first | both |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for name, both in times.items():
    if len(both) < 2:
        continue
    shape = "x".join(f"{size:,}" for size in np.load(os.path.join(FOLDER, name + ".npy"), mmap_mode="r").shape)
    ratio = median(both["sklearn"]) / median(both["sargam"])
    steps = [notes[who, name] for who in ("sargam", "sklearn")]
    if steps[0] != "-":
        name_text = f"{name} ({steps[0].split('-')[0]} and {steps[1].split('-')[0]} iterations)"
    else:
        name_text = name
    print(f"| {name_text} | {shape} | {text(both['sargam'])} | {text(both['sklearn'])} | {ratio:.1f}x | {qualities(name)} | {compare(name)} |")
