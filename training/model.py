"""The models: a small encoder with heads (shipped), and a fine-tuned MiniLM with the same heads
(the teacher, not shipped)."""

import json
import math

import torch
from torch import nn
from torch.nn import functional as F

PIECES = 3


class Norm(nn.LayerNorm):
    """Layer norm in f32, whatever the type outside."""

    def forward(self, x):
        return super().forward(x.float())


class Maxout(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        self.linear = nn.Linear(inputs, width * PIECES)
        self.norm = Norm(width)

    def forward(self, x):
        y = self.linear(x)
        return self.norm(y.view(*y.shape[:-1], PIECES, -1).amax(-2))


def thin(x, p, training):
    """Dropout of whole features, one mask for all words of a sentence: cheap to draw."""
    if not training:
        return x
    return x * ((torch.rand(x.shape[0], 1, x.shape[2]) >= p).to(x.dtype) / (1 - p))


class Embedding(nn.Module):
    """Features of words to one vector each; a feature that is dropped is row 0, the unknown."""

    def __init__(self, sizes, widths, vectors, vector_width, drop_word, drop):
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(n + 1, w) for n, w in zip(sizes, widths))
        for t in self.tables:
            nn.init.normal_(t.weight, std=0.1)
        self.project = nn.Linear(vectors.shape[1], vector_width, bias=False) if vector_width else None
        if vector_width:
            rows = torch.cat([vectors, torch.zeros(1, vectors.shape[1])])
            self.register_buffer("vectors", rows, persistent=False)
        self.drop = [drop_word] + [drop] * (len(sizes) - 1) + [drop]
        self.width = sum(widths) + vector_width

    def forward(self, rows):
        parts = []
        for f, table in enumerate(self.tables):
            r = rows[..., f]
            if self.training:
                r = r * (torch.rand(r.shape) >= self.drop[f])
            parts.append(table(r))
        if self.project is not None:
            v = self.project(self.vectors[rows[..., -1]])
            if self.training:
                v = v * (torch.rand(v.shape[:-1]) >= self.drop[-1]).unsqueeze(-1)
            parts.append(v)
        return torch.cat([p.float() for p in parts], -1)


class Encoder(nn.Module):
    def __init__(self, c, sizes, vectors):
        super().__init__()
        self.embed = Embedding(
            sizes, c["widths"], vectors, c["vector"], c["drop_word"], c["drop_feature"]
        )
        h = c["hidden"]
        self.mix = Maxout(self.embed.width, h)
        self.dilations = c["dilations"]
        self.convs = nn.ModuleList(Maxout(3 * h, h) for _ in self.dilations)
        self.grus = nn.ModuleList()
        width = h
        for _ in range(c["layers"]):
            self.grus.append(nn.GRU(width, c["gru"], batch_first=True, bidirectional=True))
            width = 2 * c["gru"]
        self.norm = Norm(width) if c["layers"] else None
        self.width, self.mixed, self.p = width, h, c["dropout"]

    def forward(self, rows, lengths):
        mask = (torch.arange(rows.shape[1])[None] < lengths[:, None]).unsqueeze(-1)
        x = mixed = self.mix(self.embed(rows)) * mask
        x = thin(x, self.p, self.training)
        for d, conv in zip(self.dilations, self.convs):
            left = F.pad(x, (0, 0, d, 0))[:, : x.shape[1]]
            right = F.pad(x, (0, 0, 0, d))[:, d:]
            x = (x + thin(conv(torch.cat([left, x, right], -1)), self.p, self.training)) * mask
        for gru in self.grus:
            x = recur(gru, thin(x.float(), self.p, self.training), lengths)
        if self.norm is not None:
            x = self.norm(x)
        return x, mixed


def recur(layer, x, lengths):
    """A recurrent layer over padded sentences, in f32 (faster than bf16 here)."""
    with torch.autocast("cpu", enabled=False):
        if bool((lengths == x.shape[1]).all()):
            return layer(x)[0]
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, True, False)
        return nn.utils.rnn.pad_packed_sequence(layer(packed)[0], True, total_length=x.shape[1])[0]


def soft_cross_entropy(scores, target, smooth=0.0):
    """Mean over words of the cross-entropy to `target` = (classes [N, K], probabilities [N, K])."""
    log = F.log_softmax(scores.float(), -1)
    classes, p = target
    loss = -(log.gather(-1, classes) * p).sum(-1)
    if smooth:
        loss = (1 - smooth) * loss - smooth * log.mean(-1)
    return loss


def task_loss(scores, batch, task, smooth=0.0):
    """Mean cross-entropy over the words that have a target of the task; 0 if none has."""
    target = batch[task]
    keep = target[1][..., 0] > 0
    loss = soft_cross_entropy(scores, target, smooth) * keep
    return loss.sum() / keep.sum().clamp(min=1)


class ParserHeads(nn.Module):
    def __init__(self, c, width, mixed, sizes):
        super().__init__()
        a, b = c["arc"], c["label"]
        self.sizes = [sizes[t] for t in ("upos", "xpos", "features", "lemmas")]
        self.tags = nn.Linear(width + mixed, sum(self.sizes))
        self.mlp = nn.Linear(width, 2 * a + 2 * b)
        self.split = [a, a, b, b]
        self.root_arc = nn.Parameter(torch.randn(a) * 0.1)
        self.root_label = nn.Parameter(torch.randn(b) * 0.1)
        self.arc = nn.Parameter(torch.randn(a, a) / a)
        self.arc_bias = nn.Parameter(torch.zeros(a))
        self.label = nn.Parameter(torch.randn(sizes["relations"], b + 1, b + 1) / b)
        self.p = c["drop_head"]
        self.smooth = c["smooth"]

    def forward(self, e, mixed):
        """Scores: tags [B, N, classes] for each task, arcs [B, N, N + 1], and what labels need."""
        tags = self.tags(F.dropout(torch.cat([e, mixed], -1), self.p, self.training))
        x = F.leaky_relu(self.mlp(F.dropout(e, self.p, self.training)), 0.1).float()
        x = thin(x, self.p, self.training)
        arc_dep, arc_head, label_dep, label_head = x.split(self.split, -1)
        arc_head = torch.cat([self.root_arc.expand(len(x), 1, -1), arc_head], 1)
        label_head = torch.cat([self.root_label.expand(len(x), 1, -1), label_head], 1)
        arcs = arc_dep @ self.arc @ arc_head.transpose(1, 2)
        arcs = arcs + (arc_head @ self.arc_bias).unsqueeze(1)
        return tags.split(self.sizes, -1), arcs, label_dep, label_head

    def labels(self, label_dep, label_head, heads):
        """Scores of labels [B, N, relations] for given heads [B, N]."""
        h = label_head.gather(1, heads.unsqueeze(-1).expand(-1, -1, label_head.shape[-1]))
        d = F.pad(label_dep, (0, 1), value=1.0)
        h = F.pad(h, (0, 1), value=1.0)
        r, k = self.label.shape[:2]
        t = d @ self.label.permute(1, 0, 2).reshape(k, r * k)
        return (t.view(*d.shape[:2], r, k) * h.unsqueeze(2)).sum(-1)

    def loss(self, e, mixed, batch):
        tags, arcs, dep, head = self(e, mixed)
        n = arcs.shape[2]
        reach = torch.arange(n)[None] <= batch["lengths"][:, None]
        arcs = arcs.masked_fill(~reach[:, None], -1e4)
        total = task_loss(arcs, batch, "heads")
        labels = self.labels(dep, head, batch["heads"][0][..., 0])
        total = total + task_loss(labels, batch, "relations")
        for scores, task, weight in zip(
            tags, ("upos", "xpos", "features", "lemmas"), (0.5, 0.3, 0.3, 0.3)
        ):
            total = total + weight * task_loss(scores, batch, task, self.smooth)
        return total


class NameHeads(nn.Module):
    def __init__(self, c, width, _mixed, sizes):
        super().__init__()
        self.tag = nn.Linear(width, sizes["names"])
        self.p = c["drop_head"]

    def forward(self, e, _mixed):
        return self.tag(F.dropout(e, self.p, self.training))

    def loss(self, e, mixed, batch):
        return task_loss(self(e, mixed), batch, "names")


class EndHeads(nn.Module):
    def __init__(self, c, width, _mixed, _sizes):
        super().__init__()
        self.end = nn.Linear(width, 1)
        self.p = c["drop_head"]

    def forward(self, e, _mixed):
        return self.end(F.dropout(e, self.p, self.training)).squeeze(-1)

    def loss(self, e, mixed, batch):
        scores = self(e, mixed).float()
        loss = F.binary_cross_entropy_with_logits(scores, batch["ends"], reduction="none")
        return loss[batch["mask"]].mean()


HEADS = {"parser": ParserHeads, "names": NameHeads, "segment": EndHeads}


class Model(nn.Module):
    """An encoder with the heads of one task."""

    def __init__(self, task, c, vocabulary, vectors):
        super().__init__()
        sizes = [len(vocabulary.keys[f]) for f in vocabulary.keys]
        classes = {t: len(cs) for t, cs in vocabulary.classes.items()}
        if c.get("teacher"):
            self.encoder = Teacher(c, sizes)
        else:
            self.encoder = Encoder(c, sizes, vectors)
        self.heads = HEADS[task](c, self.encoder.width, self.encoder.mixed, classes)

    def forward(self, batch):
        return self.heads(*self.encode(batch))

    def encode(self, batch):
        if isinstance(self.encoder, Teacher):
            return self.encoder(batch)
        return self.encoder(batch["rows"], batch["lengths"])

    def loss(self, batch):
        return self.heads.loss(*self.encode(batch), batch)


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self, d, inner, p):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(d, d) for _ in range(3))
        self.attention, self.inner, self.outer = nn.Linear(d, d), nn.Linear(d, inner), nn.Linear(inner, d)
        self.norm1, self.norm2 = nn.LayerNorm(d, 1e-12), nn.LayerNorm(d, 1e-12)
        self.p, self.n = p, 12

    def forward(self, x, bias):
        b, t, d = x.shape
        q, k, v = (f(x).view(b, t, self.n, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        a = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype))
        a = self.attention(a.transpose(1, 2).reshape(b, t, d))
        x = self.norm1(x + thin(a, self.p, self.training))
        y = self.outer(F.gelu(self.inner(x)))
        return self.norm2(x + thin(y, self.p, self.training))


class Teacher(nn.Module):
    """MiniLM-L6 (MIT) over word pieces, with shape and suffix features for what its lower-cased
    pieces lose, and a two-layer BiLSTM over words."""

    def __init__(self, c, sizes):
        super().__init__()
        d = 384
        self.word, self.position, self.kind = nn.Embedding(30522, d), nn.Embedding(512, d), nn.Embedding(2, d)
        self.norm = nn.LayerNorm(d, 1e-12)
        self.layers = nn.ModuleList(Layer(d, 4 * d, 0.1) for _ in range(6))
        self.weights = nn.Parameter(torch.zeros(7))
        self.affixes = nn.ModuleList(nn.Embedding(n + 1, 48) for n in (sizes[2], sizes[4]))
        self.mixer = nn.Linear(d + 96, d)
        self.out = Norm(d)
        self.grus = nn.GRU(d, 192, 1, batch_first=True, bidirectional=True)
        self.out2 = Norm(d)
        self.width = self.mixed = d
        self.p = c["dropout"]
        self._load(c["teacher"])
        for frozen in (self.word, self.position, self.kind):
            frozen.requires_grad_(False)

    def _load(self, folder):
        from safetensors.torch import load_file

        w = load_file(f"{folder}/model.safetensors")
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        with torch.no_grad():
            e = "embeddings."
            self.word.weight.copy_(w[e + "word_embeddings.weight"])
            self.position.weight.copy_(w[e + "position_embeddings.weight"])
            self.kind.weight.copy_(w[e + "token_type_embeddings.weight"])
            names = {
                "query": "attention.self.query", "key": "attention.self.key",
                "value": "attention.self.value", "attention": "attention.output.dense",
                "norm1": "attention.output.LayerNorm", "inner": "intermediate.dense",
                "outer": "output.dense", "norm2": "output.LayerNorm",
            }  # fmt: skip
            for p in ("weight", "bias"):
                getattr(self.norm, p).copy_(w[f"{e}LayerNorm.{p}"])
                for i, layer in enumerate(self.layers):
                    for ours, theirs in names.items():
                        getattr(getattr(layer, ours), p).copy_(w[f"encoder.layer.{i}.{theirs}.{p}"])

    def forward(self, batch):
        pieces, mask = batch["pieces"], batch["piece_mask"]
        t = pieces.shape[1]
        x = self.word(pieces) + self.position.weight[:t] + self.kind.weight[0]
        x = thin(self.norm(x), 0.1, self.training)
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None]
        w = self.weights.softmax(0)
        total = w[0] * x
        for i, layer in enumerate(self.layers):
            x = layer(x, bias)
            total = total + w[i + 1] * x
        total = total.float() * 1.0
        # Words are the mean of their pieces.
        b, n = batch["lengths"].shape[0], batch["rows"].shape[1]
        words = torch.zeros(b, n + 1, total.shape[-1]).scatter_add_(
            1, batch["piece_word"].unsqueeze(-1).expand(-1, -1, total.shape[-1]), total
        )[:, :n]
        words = words / batch["piece_count"].clamp(min=1).unsqueeze(-1)
        affixes = [t(batch["rows"][..., f]) for t, f in zip(self.affixes, (2, 4))]
        y = self.out(self.mixer(torch.cat([words, *affixes], -1)))
        y = F.dropout(y, self.p, self.training)
        return self.out2(y + recur(self.grus, y, batch["lengths"])), y


def schedule(step, steps, warm):
    return min(1.0, (step + 1) / warm) * max(0.0, 1 - max(0, step - warm) / (steps - warm))


def read_config(path):
    return json.load(open(path))


def parameters(model):
    return sum(math.prod(p.shape) for p in model.parameters() if p.requires_grad)
