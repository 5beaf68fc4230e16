"""Loads a VAE that Sargam saved into torch modules, and encodes and decodes with it.

    torch_export.py KIND FOLDER

FOLDER holds model.safetensors and input0.npy (input1.npy, condition.npy); mu.npy, logvar.npy and recon0.npy (recon1.npy)
are written there. Only numpy and torch are needed: the safetensors file is parsed here, so the test also shows that the
file is what the format says.
"""
import json
import os
import struct
import sys

import numpy as np
import torch
from torch import nn


def read_safetensors(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    body = data[8 + length:]
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "F32", (name, entry["dtype"])
        begin, end = entry["data_offsets"]
        tensors[name] = torch.from_numpy(np.frombuffer(body[begin:end], "<f4").reshape(entry["shape"]).copy())
    return tensors


class Condition(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.register_buffer("shares", torch.zeros(classes))


class Vae(nn.Module):
    def __init__(self, encoders, hidden, latent, decoders, classes=0):
        super().__init__()
        one = len(encoders) == 1
        self.encoder = encoders[""] if one else nn.ModuleDict(encoders)
        self.decoder = decoders[""] if one else nn.ModuleDict(decoders)
        self.mu = nn.Linear(hidden, latent)
        self.logvar = nn.Linear(hidden, latent)
        if classes:
            self.condition = Condition(classes)
        # Functions, not modules: listed as modules they would have second names.
        self.encode_each = [layers.forward for layers in encoders.values()]
        self.decode_each = [layers.forward for layers in decoders.values()]

    def load(self, tensors):
        own = {name for name in self.state_dict() if not name.endswith("num_batches_tracked")}
        assert own == set(tensors), own ^ set(tensors)
        self.load_state_dict(tensors, strict=True)
        self.eval()

    def forward(self, inputs, condition):
        hidden = torch.cat([encode(values) for encode, values in zip(self.encode_each, inputs)], 1)
        mu, logvar = self.mu(hidden), self.logvar(hidden)
        latent = mu if condition is None else torch.cat([mu, condition], 1)
        return mu, logvar, [decode(latent) for decode in self.decode_each]


def mlp():
    encoder = nn.Sequential(
        nn.Linear(12, 8), nn.LayerNorm(8), nn.GELU(), nn.Linear(8, 6), nn.LayerNorm(6), nn.GELU())
    decoder = nn.Sequential(
        nn.Linear(3, 6), nn.LayerNorm(6), nn.GELU(), nn.Linear(6, 8), nn.LayerNorm(8), nn.GELU(), nn.Linear(8, 12))
    return Vae({"": encoder}, 6, 3, {"": decoder})


def conditional():
    encoder = nn.Sequential(nn.Linear(12 + 3, 8), nn.ReLU(), nn.Linear(8, 6), nn.ReLU())
    decoder = nn.Sequential(nn.Linear(3 + 3, 6), nn.ReLU(), nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 12))
    return Vae({"": encoder}, 6, 3, {"": decoder}, classes=3)


def conv1d():
    encoder = nn.Sequential(
        nn.Conv1d(5, 4, 3, 2, 1, bias=False), nn.BatchNorm1d(4), nn.LeakyReLU(0.2),
        nn.Conv1d(4, 6, 3, 2, 1, bias=False), nn.BatchNorm1d(6), nn.LeakyReLU(0.2), nn.Flatten())
    decoder = nn.Sequential(
        nn.Linear(3, 6 * 6), nn.Unflatten(1, (6, 6)),
        nn.ConvTranspose1d(6, 4, 3, 2, 1, output_padding=0, bias=False), nn.BatchNorm1d(4), nn.LeakyReLU(0.2),
        nn.ConvTranspose1d(4, 5, 3, 2, 1, output_padding=1))
    return Vae({"": encoder}, 6 * 6, 3, {"": decoder})


def conv2d_layers(latent):
    encoder = nn.Sequential(
        nn.Conv2d(1, 3, 3, 2, 1, bias=False), nn.BatchNorm2d(3), nn.LeakyReLU(0.2),
        nn.Conv2d(3, 5, 3, 2, 1, bias=False), nn.BatchNorm2d(5), nn.LeakyReLU(0.2), nn.Flatten())
    decoder = nn.Sequential(
        nn.Linear(latent, 5 * 3 * 4), nn.Unflatten(1, (5, 3, 4)),
        nn.ConvTranspose2d(5, 3, 3, 2, 1, output_padding=0, bias=False), nn.BatchNorm2d(3), nn.LeakyReLU(0.2),
        nn.ConvTranspose2d(3, 1, 3, 2, 1, output_padding=(0, 1)))
    return encoder, 5 * 3 * 4, decoder


def conv2d():
    encoder, hidden, decoder = conv2d_layers(3)
    return Vae({"": encoder}, hidden, 3, {"": decoder})


def hybrid():
    encoder, hidden, decoder = conv2d_layers(3)
    text_encoder = nn.Sequential(nn.Linear(12, 8), nn.ReLU())
    text_decoder = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 12))
    return Vae({"sound": encoder, "words": text_encoder}, hidden + 8, 3, {"sound": decoder, "words": text_decoder})


MODELS = {"mlp": mlp, "conditional": conditional, "conv1d": conv1d, "conv2d": conv2d, "hybrid": hybrid}


def main(kind, folder):
    def load(name):
        return torch.from_numpy(np.load(os.path.join(folder, name)))

    model = MODELS[kind]()
    model.load(read_safetensors(os.path.join(folder, "model.safetensors")))
    inputs = [load("input0.npy")]
    if kind == "hybrid":
        inputs.append(load("input1.npy"))
    condition = load("condition.npy") if kind == "conditional" else None
    if condition is not None:
        inputs = [torch.cat([inputs[0], condition], 1)]
    with torch.no_grad():
        mu, logvar, reconstructions = model(inputs, condition)
    np.save(os.path.join(folder, "mu.npy"), mu.numpy())
    np.save(os.path.join(folder, "logvar.npy"), logvar.numpy())
    for i, reconstruction in enumerate(reconstructions):
        np.save(os.path.join(folder, f"recon{i}.npy"), reconstruction.numpy())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
